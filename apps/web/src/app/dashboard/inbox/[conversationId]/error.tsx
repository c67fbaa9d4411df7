'use client';

export { BrokenConversation as default } from '@/features/conversation/broken-conversation';
