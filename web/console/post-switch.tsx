/** Which of one's posts one acts as; a change forgets all that was read as the other. */
import { useMutation } from '@tanstack/react-query';
import { Select, Tooltip } from 'antd';
import { api } from '../api.ts';
import { useSession, useSignedIn } from '../session.ts';
import { useNamed, useTexts } from '../texts.ts';
import { consoleTexts } from './texts.ts';

export function PostSwitch() {
  const say = useTexts(consoleTexts);
  const named = useNamed();
  const session = useSession();
  const signedIn = useSignedIn();
  const change = useMutation({
    mutationFn: (post: string) => api('POST /api/staff/post', { body: { post } }),
    onSuccess: signedIn,
  });
  const posts = session.posts ?? [];
  const words = (post: (typeof posts)[number]) =>
    `${post.title || named(post.role)} · ${named(post.org)}`;
  const [only] = posts;
  if (!only) return <span>{say('noPost')}</span>;
  if (posts.length === 1) {
    return (
      <Tooltip title={named(only.org)}>
        <span className="console-post">{words(only)}</span>
      </Tooltip>
    );
  }
  return (
    <Select
      aria-label={say('asPost')}
      className="console-post"
      value={session.post ?? null}
      loading={change.isPending}
      onChange={(post) => change.mutate(post)}
      options={posts.map((post) => ({ value: post.id, label: words(post) }))}
      popupMatchSelectWidth={false}
    />
  );
}
