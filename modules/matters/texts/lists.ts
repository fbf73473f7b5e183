/** What is said when a list is refused. */
import type { RefusalTexts } from '../../../kernel/endpoint.ts';

export const listTexts = {
  MAP_BOX_TOO_WIDE: {
    kind: 'invalid',
    zh: '这一块范围太大，请放大地图后再看列表。',
    en: 'This part of the map is too large for a list. Zoom in first.',
  },
  LIST_TOO_WIDE: {
    kind: 'invalid',
    zh: '查询范围过大（最多 {max} 处），请选择一个区县、镇街或村居后再查。',
    en: 'The list reaches too far (at most {max} places). Choose a county, town or village.',
  },
} as const satisfies RefusalTexts;
