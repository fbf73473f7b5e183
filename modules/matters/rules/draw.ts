/**
 * A process definition for people: a Mermaid state diagram, and a page with it and its tables. Only
 * what changes the stage is an arrow; with every note and reminder nothing could be read.
 */
import type { Unit } from '../../../kernel/units.ts';
import type { ActionSpec, Amount, ProcessDefinition, Standing } from './process.ts';
import { stagesFrom } from './process.ts';

/** Words that Mermaid reads as its own. */
const reserved = new Set(['as', 'class', 'default', 'direction', 'end', 'note', 'state', 'style']);

/** The stages and what leads from one to another, as Mermaid `stateDiagram-v2` in Chinese. */
export function draw(definition: ProcessDefinition): string {
  const stages = Object.entries(definition.stages);
  return [
    'stateDiagram-v2',
    ...stages.map(([name, stage]) => `  state "${label(stage.zh)}" as ${idOf(name)}`),
    `  [*] --> ${idOf(definition.initial)}`,
    ...arrows(definition),
    ...stages.filter(([, stage]) => stage.end).map(([name]) => `  ${idOf(name)} --> [*]`),
    '',
  ].join('\n');
}

/** Arrows between the same two stages are one, with all their labels. */
function arrows(definition: ProcessDefinition): string[] {
  const labels = new Map<string, Set<string>>();
  for (const action of Object.values(definition.actions)) {
    for (const from of stagesFrom(definition, action)) {
      for (const { to, said } of stepsOf(action)) {
        const ends = `${idOf(from)} --> ${idOf(to)}`;
        labels.set(ends, (labels.get(ends) ?? new Set()).add(said));
      }
    }
  }
  return [...labels].map(([ends, said]) => `  ${ends} : ${[...said].join('<br/>')}`);
}

/** Where an action leads, each with its label; staying is no step. */
function stepsOf(action: ActionSpec): { to: string; said: string }[] {
  if (typeof action.to === 'string') return stepTo(action.to, label(action.zh));
  return Object.entries(action.to.ways).flatMap(([value, to]) =>
    stepTo(to, `${label(action.zh)}（${label(value)}）`),
  );
}

function stepTo(to: string, said: string) {
  return to === 'stay' ? [] : [{ to, said }];
}

function idOf(stage: string): string {
  return reserved.has(stage) ? `${stage}_` : stage;
}

/** Mermaid's own signs in a label are written as its entity codes. */
function label(text: string): string {
  return text.replace(/[\s"#;:<>{}]/g, (sign) =>
    /\s/.test(sign) ? ' ' : `#${sign.codePointAt(0)};`,
  );
}

const standingWords: Record<Standing | 'none', string> = {
  reporter: '反映人',
  follower: '同样遇到的居民',
  proxy: '信访代理人',
  anyResident: '任何居民',
  owner: '主管单位',
  ownerOrAbove: '主管单位或其上级',
  above: '上级',
  region: '属地',
  intakeOrg: '接收单位',
  handlingOrg: '承办单位',
  supportingOrg: '协办单位',
  verifier: '核实人',
  independent: '与承办无关者',
  issuer: '派遣人',
  superviser: '监督人',
  superviseTarget: '被监督单位',
  system: '系统',
  none: '无',
};

const unitWords: Record<Unit, string> = {
  minutes: '分钟',
  hours: '小时',
  urgentWorkHours: '紧急工作时',
  workHours: '工作时',
  workingDays: '个工作日',
  calendarDays: '天',
};

/** A Markdown page: the diagram, and tables of stages, actions and clocks. */
export function drawPage(definition: ProcessDefinition): string {
  const { title, kind } = definition;
  const parts = [
    `# ${title.zh} · ${title.en} (\`${kind}\`)`,
    'Written by `npm run linli -- process draw`. Do not edit: change the definition.',
    `\`\`\`mermaid\n${draw(definition)}\`\`\``,
    `## 环节 Stages\n\n${table(['环节', 'stage', '由谁负责'], stageRows(definition))}`,
    `## 动作 Actions\n\n${table(['动作', 'action', '何时', '到', '谁'], actionRows(definition))}`,
    `## 时限 Clocks\n\n${table(
      ['时限', 'clock', '时间', '紧急', '开始', '暂停', '结束', '依据'],
      clockRows(definition),
    )}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function stageRows(definition: ProcessDefinition): string[][] {
  return Object.entries(definition.stages).map(([name, stage]) => [
    stage.zh,
    `\`${name}\``,
    stage.end ? '终点' : standingWords[stage.owner],
  ]);
}

const openings = { open: '未结', closed: '已结', any: '任何环节' };

function actionRows(definition: ProcessDefinition): string[][] {
  const stageWord = (name: string) => definition.stages[name]?.zh ?? name;
  return Object.entries(definition.actions).map(([name, action]) => [
    action.zh,
    `\`${name}\``,
    typeof action.from === 'string' ? openings[action.from] : action.from.map(stageWord).join('、'),
    stepsOf(action)
      .map(({ to }) => stageWord(to))
      .filter((word, index, all) => all.indexOf(word) === index)
      .join('、') || '不变',
    action.by
      .map(({ roles, standing }) =>
        [standingWords[standing], ...(roles ? [`(${roles.join(', ')})`] : [])].join(' '),
      )
      .join('；'),
  ]);
}

function clockRows(definition: ProcessDefinition): string[][] {
  return Object.entries(definition.clocks).map(([name, clock]) => [
    clock.for ? `${clock.zh}（各协办单位）` : clock.zh,
    `\`${name}\``,
    amount(clock.time),
    clock.urgentTime ? amount(clock.urgentTime) : '',
    events(definition, clock.starts),
    events(definition, clock.stops ?? []),
    events(definition, clock.ends),
    clock.citation ?? '',
  ]);
}

function amount(time: Amount): string {
  return `${time.amount} ${unitWords[time.unit]}`;
}

function events(definition: ProcessDefinition, list: readonly string[]): string {
  return list
    .map((event) => {
      const [sort, name = ''] = event.split(':');
      if (sort === 'stage') return definition.stages[name]?.zh ?? name;
      return name === 'register' ? '登记' : (definition.actions[name]?.zh ?? name);
    })
    .join('、');
}

function table(heads: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
