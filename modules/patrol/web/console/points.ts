/** A patrol point as the console has it, and how it is changed. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { type Answer, api } from '../../../../web/api.ts';
import { useTexts } from '../../../../web/texts.ts';
import { pointsTexts } from '../texts.ts';

export const LIST = 'GET /api/patrol/points';
export type PatrolPoint = Answer<typeof LIST>['items'][number];

export function useChange(onDone?: () => void) {
  const say = useTexts(pointsTexts);
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: ({ county, id, name, lookFor, every, isActive, version }: PatrolPoint) =>
      api('PUT /api/patrol/points/{county}/{id}', {
        params: { county, id },
        body: { name, lookFor, every, isActive, version },
      }),
    onSuccess: () => {
      void message.success(say('saved'));
      void client.invalidateQueries({ queryKey: [LIST] });
      onDone?.();
    },
  });
}
