/** Who is here, was received, did not come. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { api } from '../../../../web/api.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useTexts } from '../../../../web/texts.ts';
import type { Desk, Turn } from './desk-page.tsx';
import { deskTexts } from './texts.ts';

const words = {
  arrived: 'markArrived',
  received: 'markReceived',
  absent: 'markAbsent',
} as const;

export function MarkWays({ turn, day }: { turn: Turn; day: Desk['day'] }) {
  const say = useTexts(deskTexts);
  const client = useQueryClient();
  const mark = useMutation({
    mutationFn: (as: keyof typeof words) =>
      api('POST /api/reception/days/{county}/{day}/appointments/{id}/mark', {
        params: { county: day.county, day: day.id, id: turn.id },
        body: { as },
      }),
    onSettled: () =>
      client.invalidateQueries({ queryKey: ['GET /api/reception/days/{county}/{id}/desk'] }),
  });
  return (
    <>
      {turn.may.mark.map((as) => (
        <Button
          key={as}
          type={as === 'arrived' ? 'primary' : 'default'}
          loading={mark.isPending && mark.variables === as}
          aria-label={say('markOf', { turn: turn.turn, what: say(words[as]) })}
          onClick={() => mark.mutate(as)}
        >
          {say(words[as])}
        </Button>
      ))}
      <ProblemNotice error={mark.error} />
    </>
  );
}
