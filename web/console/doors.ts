/** Which doors of the menu lead somewhere for a post. Hides only: the server decides. Pure. */

export type Door = {
  permission?: string;
  /** Behind it lies what concerns a whole county: for posts whose regions hold one. */
  isOfCounty?: true;
};

/** What of a session decides. */
export type Holder = {
  permissions?: readonly string[] | undefined;
  regions?: readonly string[] | undefined;
  counties?: readonly string[] | undefined;
};

/** Whether the post's regions hold the whole county, as the server asks. */
export function holdsCounty({ regions = [] }: Holder, county: string): boolean {
  return regions.some((code) => county.startsWith(code));
}

/** The page at an address is behind a door that is closed to the post: it is refused in words. */
export function isClosedTo(
  holder: Holder,
  path: string,
  pages: readonly { path: string; menu?: Door }[],
): boolean {
  const menu = pages.find((page) => page.path === path)?.menu;
  return menu !== undefined && !isOpenTo(holder, menu);
}

export function isOpenTo(holder: Holder, { permission, isOfCounty }: Door): boolean {
  const { permissions = [], counties = [] } = holder;
  if (permission !== undefined && !permissions.includes(permission)) return false;
  return !isOfCounty || counties.some((county) => holdsCounty(holder, county));
}
