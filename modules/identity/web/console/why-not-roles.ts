/** Roles are all organisations': the server lets only a root's post change them. */
import { useOrgs } from '../../../../web/console/admin/orgs.ts';
import { useSession } from '../../../../web/session.ts';
import { useTexts } from '../../../../web/texts.ts';
import { identityPageTexts } from './texts.ts';

/** Why the signed-in post may not change roles; null: it may. */
export function useWhyNotRoles(): string | null {
  const say = useTexts(identityPageTexts);
  const { posts = [], post } = useSession();
  const orgs = useOrgs();
  const own = posts.find((one) => one.id === post)?.org.id;
  const org = orgs.find((one) => one.id === own);
  return org && org.parentId === null ? null : say('onlyRoot');
}
