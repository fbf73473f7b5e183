/**
 * Ant Design names its icons, steps and crosses in English, most of them where neither its locale
 * nor a prop reaches. A reader of the screen hears them all: they are renamed as they appear, in
 * the language chosen. What stood there is kept beside it, for when the language changes.
 */
import { useEffect } from 'react';
import { useLanguage } from '../texts.ts';
import { nameOf } from './antd-words.ts';

const KEPT = 'data-antd-name';
const OWN = '[class*="ant-"], [class*="anticon"], [class*="rc-"]';

export function useAntdNames(): void {
  const [language] = useLanguage();
  useEffect(() => {
    const rename = (element: Element) => {
      const shown = element.getAttribute('aria-label') ?? '';
      // Of theirs only: a page may call something by one of these words itself.
      if (nameOf(shown, language) !== null && element.matches(OWN)) {
        element.setAttribute(KEPT, shown);
      }
      const name = nameOf(element.getAttribute(KEPT) ?? '', language);
      if (name !== null && name !== shown) element.setAttribute('aria-label', name);
    };
    const within = (root: Element) => {
      if (root.hasAttribute('aria-label')) rename(root);
      for (const one of root.querySelectorAll('[aria-label]')) rename(one);
    };
    within(document.body);
    const observer = new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === 'attributes' && target instanceof Element) rename(target);
        for (const node of addedNodes) if (node instanceof Element) within(node);
      }
    });
    const asked = { childList: true, subtree: true, attributes: true };
    observer.observe(document.body, { ...asked, attributeFilter: ['aria-label'] });
    return () => observer.disconnect();
  }, [language]);
}
