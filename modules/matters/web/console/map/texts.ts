/** Words of the staff map. */
import { defineTexts } from '../../../../../web/texts.ts';

export const mapPageTexts = defineTexts('mapPage', {
  title: { zh: '地图', en: 'Map' },
});
