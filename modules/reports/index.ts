/** The kind `report`: its process as data. The engine knows nothing of it but the file. */
import { join } from 'node:path';

export const processFile = join(import.meta.dirname, 'process/report.yaml');
