/** Accessible names of a page that are Latin words where the page speaks Chinese. */
import type { Page } from '@playwright/test';

/** Roles whose names a reader hears. */
const NAMED =
  'button|link|textbox|searchbox|combobox|listbox|option|checkbox|radio|radiogroup|switch|tab|' +
  'tablist|tabpanel|menu|menuitem|navigation|list|table|columnheader|dialog|img|group|region|' +
  'progressbar|status|spinbutton|slider|form|search|figure|grid|application';

/** The switch speaks to who cannot read the rest; documents and accounts are called so. */
const OWN_NAMES: ReadonlySet<string> = new Set([
  'Switch to English',
  'main',
  'dispute',
  'intake',
  'petition',
  'report',
]);

/** `role "name"`: names without a Chinese character that hold a whole Latin word. */
export async function latinNames(page: Page): Promise<string[]> {
  const tree = await page.locator('body').ariaSnapshot();
  const line = new RegExp(`^\\s*- '?(${NAMED}) "((?:[^"\\\\]|\\\\.)*)"`, 'gm');
  const found = [...tree.matchAll(line)].flatMap(([, role, name = '']) =>
    isLatin(name) && !OWN_NAMES.has(name) ? [`${role} "${name}"`] : [],
  );
  return [...new Set(found)];
}

const isLatin = (name: string): boolean => !/\p{Script=Han}/u.test(name) && /[a-z]{3,}/.test(name);
