/**
 * `npm run dev`: the faces with changes shown at once, over a server that runs already
 * (`npm start`; LINLI_SERVER names another than 127.0.0.1:8080). Ports: portal 5173, console 5174,
 * field 5175, rooms 5176; `--only console` starts one, DEV_PORT sets the first.
 */
import { createServer } from 'vite';
import { baseOf, faceConfig, faces } from './face.ts';

const server = process.env.LINLI_SERVER ?? 'http://127.0.0.1:8080';
const first = Number(process.env.DEV_PORT ?? 5173);
const at = process.argv.indexOf('--only');
const chosen = at === -1 ? faces : faces.filter((face) => face === process.argv[at + 1]);

for (const [index, face] of chosen.entries()) {
  // The server compares the origin with the host that it was asked as: both are the dev server's.
  const proxy = { '/api': { target: server, changeOrigin: false } };
  const dev = await createServer({
    ...faceConfig(face),
    server: { host: '127.0.0.1', port: first + index, strictPort: true, proxy },
  });
  await dev.listen();
  process.stdout.write(`${face}: http://127.0.0.1:${first + index}${baseOf[face]}\n`);
}
