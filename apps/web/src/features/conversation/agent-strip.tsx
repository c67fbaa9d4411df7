'use client';

import type { ConversationModel } from '@soul-kg-crm/shared/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Bot, Hand, UserRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { api } from '@/api/client';
import { cn } from '@/components/class-names';
import { handOverReason } from '@/components/hand-over-reason';
import { Button } from '@/components/ui/button';
import { useAgentSettings } from '@/session/use-agent-settings';
import { composerField } from './composer-field';

interface AgentStripProps {
  conversationId: string;
  agent: Pick<ConversationModel['agent'], 'state' | 'reason'>;
}

const ICONS = { ACTIVE: Bot, HANDED_OVER: Hand, TAKEN_OVER: UserRound };

/**
 * Who answers in this conversation, the agent or a person, and the buttons that change it. Nothing where no agent is on,
 * unless one has handed over before it was switched off: that still waits for a person.
 */
export function AgentStrip({ conversationId, agent: { state, reason } }: AgentStripProps) {
  const t = useTranslations('conversation.agent');
  const { data: settings } = useAgentSettings();
  const queryClient = useQueryClient();
  const strip = useRef<HTMLElement>(null);
  const change = useMutation(
    api.conversations.update.mutationOptions({
      onSuccess: async (_answer, { agentState }) => {
        await queryClient.invalidateQueries({ queryKey: api.conversations.key() });
        // The button that was pressed goes.
        goOn(strip.current, agentState === 'TAKEN_OVER');
      },
    }),
  );
  const isWaiting = state === 'HANDED_OVER';
  const isOn = Boolean(settings?.agentType);
  if (!isOn && !isWaiting) return null;
  const Icon = ICONS[state];
  const choices = [
    { agentState: 'TAKEN_OVER', text: t('takeOver'), isOffered: state !== 'TAKEN_OVER' },
    { agentState: 'ACTIVE', text: t('giveBack'), isOffered: state !== 'ACTIVE' && isOn },
  ] as const;
  return (
    <section
      ref={strip}
      tabIndex={-1}
      aria-label={t('label')}
      className={cn(
        'flex min-h-11 shrink-0 outline-none flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-1.5 text-sm',
        isWaiting ? 'bg-warning text-warning-foreground' : 'bg-surface text-muted-foreground',
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <p role="status" className="min-w-0 flex-[1_1_9rem]">
        {isWaiting ? t(`handedOver.${handOverReason(reason)}`) : t(state)}
      </p>
      <div className="ml-auto flex flex-wrap gap-x-4">
        {choices.map(({ agentState, text, isOffered }) =>
          isOffered ? (
            <Button
              key={agentState}
              variant="link"
              size="sm"
              className={cn('h-8 px-0', isWaiting && 'text-warning-foreground underline')}
              disabled={change.isPending}
              onClick={() => change.mutate({ conversationId, agentState })}
            >
              {text}
            </Button>
          ) : null,
        )}
      </div>
    </section>
  );
}

/**
 * Who takes over wants to write; where that would call up the keyboard of a phone, and otherwise, the focus stays here. Who
 * has gone elsewhere meanwhile stays there: what they type is not meant for the customer.
 */
function goOn(strip: HTMLElement | null, isToWrite: boolean): void {
  const { activeElement } = document;
  if (!strip || (activeElement !== document.body && !strip.contains(activeElement))) return;
  const canWrite = isToWrite && !matchMedia('(pointer: coarse)').matches;
  const field = composerField();
  (canWrite && field ? field : strip).focus();
}
