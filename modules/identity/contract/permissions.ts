/** What each permission is called. A new one without words here does not compile. */
import { z } from 'zod';
import type { Permission } from './shapes.ts';

export const permissionWords: Record<Permission, { zh: string; en: string }> = {
  'matter.read': { zh: '查看事项', en: 'Read matters' },
  'matter.register': { zh: '登记事项', en: 'Register matters' },
  'matter.act': { zh: '办理事项', en: 'Act on matters' },
  'matter.search': { zh: '查询事项', en: 'Search matters' },
  'matter.export': { zh: '导出事项（脱敏）', en: 'Export matters, masked' },
  'person.open': { zh: '查看当事人信息（留痕）', en: 'Open personal data, logged' },
  'matter.sealed': { zh: '查看密封事项', en: 'See sealed matters' },
  'agreement.seal': { zh: '在调解协议上加盖调解组织印章', en: 'Put the seal on agreements' },
  'person.erase': { zh: '删除当事人信息', en: 'Erase personal data' },
  'figures.read': { zh: '查看统计', en: 'Read figures' },
  'rulebook.read': { zh: '查看规则', en: 'Read the rules' },
  'rulebook.publish': { zh: '发布规则', en: 'Publish rules' },
  'journal.read': { zh: '查看访问日志', en: 'Read the access log' },
  'message.read': { zh: '查看消息记录', en: 'Read the message log' },
  'message.retry': { zh: '重发消息', en: 'Send messages again' },
  'notice.publish': { zh: '发布公告', en: 'Publish notices' },
  'patrol.read': { zh: '查看巡查', en: 'Read patrols' },
  'patrol.checkIn': { zh: '巡查签到', en: 'Check in on patrol' },
  'patrol.manage': { zh: '安排巡查', en: 'Plan patrols' },
  'account.manage': { zh: '管理账号、岗位和角色', en: 'Manage accounts, posts and roles' },
  'org.manage': { zh: '管理机构', en: 'Manage organisations' },
  'key.manage': { zh: '管理接口密钥和推送', en: 'Manage keys and webhooks' },
  'region.import': { zh: '导入区划、边界和网格', en: 'Import regions, borders and grids' },
  'reception.plan': { zh: '安排和公布接访日', en: 'Plan and publish reception days' },
  'reception.desk': { zh: '接访台：取号、登记和写结果', en: 'Keep the desk of a reception day' },
  'petition.read': {
    zh: '查看信访工作清单：撤回待回访、积案化解',
    en: 'See the lists of petition work: withdrawals to call back, old trouble',
  },
  'place.manage': { zh: '维护地点', en: 'Look after named places' },
  'clock.move': { zh: '调整演示时钟', en: 'Move the demo’s clock' },
};

const Words = z.object({ zh: z.string(), en: z.string() });

export const PermissionList = z.object({
  /** The codes that a role may hold, in the order of the table. */
  permissions: z.array(
    Words.extend({
      code: z.string(),
      /** Others that the same role may not hold. */
      apart: z.array(z.string()),
    }),
  ),
  /** Every endpoint with what it asks for and the verb that it writes to the access log. */
  endpoints: z.array(
    Words.extend({
      method: z.string(),
      path: z.string(),
      permission: z.string(),
      journal: z.string(),
    }),
  ),
});
export type PermissionList = z.output<typeof PermissionList>;
