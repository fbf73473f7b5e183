/** A call of each endpoint by which a petitioner acts on the log of their own petition. */
import { folk, http, type LogCalls, story, tell } from './stage.ts';

const petition = async () => {
  const resident = await folk.resident();
  const text = '补贴没有发到，请核实。';
  return { resident, number: await tell.report(resident, { category: 'claim', text }) };
};

export const petitionCalls: LogCalls = {
  'petitions.withdrawPetition': [
    ['withdraw'],
    async () => {
      const { resident: as, number } = await petition();
      const line = `POST /api/my/matters/${number}/withdrawal`;
      // Nobody is sent a second code within a minute of the one that they signed in with.
      story.clock.pass(61_000);
      await http(`${line}-code`, { as, body: {} });
      const code = story.world.phoneCodes.sent.at(-1)?.code;
      const { version } = await tell.read(as, number);
      return () => http(line, { as, body: { code, reason: '已自行解决', version } });
    },
  ],
  'petitions.filePetition': [
    ['register', 'fileAsProxy'],
    async () => {
      const as = await folk.resident();
      const may = { mayMessage: true, mayReview: false, reportOn: '2030-01-01' };
      const body = {
        petitioner: { name: '周示例', phone: '13911115555' },
        text: '补贴没有发到，请核实。',
        category: 'claim',
        region: '310116101',
        helper: 'gridWorker',
        name: '何示例',
        ...may,
      };
      await http('POST /api/my/petitions/code', { as, body });
      const code = story.world.phoneCodes.sent.at(-1)?.code;
      return () => http('POST /api/my/petitions', { as, body: { ...body, code } });
    },
  ],
  'petitions.giveMandate': [
    ['giveMandate'],
    async () => {
      const { resident: as, number } = await petition();
      await folk.resident();
      const phone = story.world.phoneCodes.sent.at(-1)?.phone;
      const may = { mayMessage: true, mayReview: false };
      const body = { helper: 'gridWorker', name: '何示例', phone, ...may };
      return () => http(`POST /api/my/matters/${number}/mandate`, { as, body });
    },
  ],
};
