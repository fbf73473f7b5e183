/** The field app's pages. All are loaded with the app: it must open without a network. */
import { EditPage } from '../../modules/field/web/field/edit.tsx';
import { PatrolPage } from '../../modules/field/web/field/patrol.tsx';
import { QueuePage } from '../../modules/field/web/field/queue.tsx';
import { ReportPage } from '../../modules/field/web/field/report.tsx';
import { SettingsPage } from '../../modules/field/web/field/settings.tsx';
import { TaskPage } from '../../modules/field/web/field/task.tsx';
import { TasksPage } from '../../modules/field/web/field/tasks.tsx';
import { TodayPage } from '../../modules/field/web/field/today.tsx';
import { fieldPaths } from '../paths.ts';
import type { FacePage } from '../router.tsx';

export const fieldPages: readonly FacePage[] = [
  { path: fieldPaths.home, load: async () => TodayPage },
  { path: fieldPaths.tasks, load: async () => TasksPage },
  { path: fieldPaths.task('$number'), load: async () => TaskPage },
  { path: fieldPaths.report, load: async () => ReportPage },
  { path: fieldPaths.patrol, load: async () => PatrolPage },
  { path: fieldPaths.queue, load: async () => QueuePage },
  { path: fieldPaths.item('$item'), load: async () => EditPage },
  { path: fieldPaths.settings, load: async () => SettingsPage },
];
