/** Where one must stand towards a matter to take an action of its process. */
import { defineTexts } from '../../texts.ts';

export const standingTexts = defineTexts('standings', {
  reporter: { zh: '反映人', en: 'who reported it' },
  follower: { zh: '同样遇到的居民', en: 'whom it troubles too' },
  proxy: { zh: '信访代理人', en: 'the petitioner’s proxy' },
  anyResident: { zh: '任何居民', en: 'any resident' },
  owner: { zh: '主管单位', en: 'the owning organisation' },
  ownerOrAbove: { zh: '主管单位或其上级', en: 'the owning organisation or above' },
  above: { zh: '上级', en: 'strictly above all who have it' },
  region: { zh: '属地', en: 'whoever’s regions hold the place' },
  intakeOrg: { zh: '接收单位', en: 'the organisation that took it in' },
  handlingOrg: { zh: '承办单位', en: 'the handling organisation' },
  supportingOrg: { zh: '协办单位', en: 'a supporting organisation' },
  verifier: { zh: '核实人', en: 'the verifying organisation' },
  independent: { zh: '与承办无关者', en: 'whoever is apart from all who handled it' },
  issuer: { zh: '派遣人', en: 'who sent it, or above' },
  superviser: { zh: '监督人', en: 'the supervising organisation' },
  superviseTarget: { zh: '被监督单位', en: 'the supervised organisation' },
  system: { zh: '系统', en: 'the program itself' },
  none: { zh: '无', en: 'nobody' },
});
