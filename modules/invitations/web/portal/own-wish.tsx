/** On the page of one's own dispute: the channel that one would rather have. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../../../web/api.ts';
import { type Channel, WishField } from './wish-field.tsx';
import './invitations.css';

export function OwnWish({ number }: { number: string }) {
  const client = useQueryClient();
  const asked = read('GET /api/my/matters/{number}/channel-wish', { params: { number } });
  const { data } = useQuery(asked);
  const wish = useMutation({
    mutationFn: (channel: Channel) =>
      api('POST /api/my/matters/{number}/channel-wish', { params: { number }, body: { channel } }),
    onSuccess: (answer) => {
      client.setQueryData(asked.queryKey, answer);
      // The act stands among the steps of the page.
      void client.invalidateQueries();
    },
  });
  if (!data?.standing?.mayWish) return null;
  return (
    <section className="card invited-wish">
      <WishField
        wish={data.standing.wish}
        isBusy={wish.isPending}
        error={wish.error}
        onWish={(channel) => wish.mutate(channel)}
      />
    </section>
  );
}
