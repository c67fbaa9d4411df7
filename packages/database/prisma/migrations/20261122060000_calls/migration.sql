-- A customer's call, by voice or by video, has its place among the messages of their conversation.
ALTER TYPE "message_kind" ADD VALUE 'CALL';
ALTER TYPE "message_kind" ADD VALUE 'VIDEO_CALL';
