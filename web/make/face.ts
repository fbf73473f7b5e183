/** How one face (portal, console, field, rooms) is built, for use and for development alike. */
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig, PluginOption } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

export const faces = ['portal', 'console', 'field', 'rooms'] as const;
export type Face = (typeof faces)[number];

/** Where each face answers. */
export const baseOf: Record<Face, string> = {
  portal: '/',
  console: '/console/',
  field: '/field/',
  rooms: '/rooms/',
};

export const ROOT = join(import.meta.dirname, '../..');
export const OUT = join(ROOT, 'dist/web');

/** What the server puts a fresh value in for, at each answer. */
export const NONCE_MARK = '__LINLI_NONCE__';

/**
 * Portal and field app open without a network: their workers are built with the list of their
 * files. A resident's phone is spared the map, ten times the rest, which needs the server anyway.
 */
function serviceWorker(face: Face): PluginOption {
  const injectManifest =
    face === 'portal'
      ? { globPatterns: ['assets/*'], globIgnores: ['assets/canvas-*', 'assets/maplibre-*'] }
      : { globPatterns: ['assets/*', 'icons/icon-192.png', 'manifest.webmanifest'] };
  return VitePWA({
    strategies: 'injectManifest',
    srcDir: '.',
    filename: 'sw.ts',
    // The page registers it by itself, and the manifest is a file of its own.
    injectRegister: null,
    manifest: false,
    injectManifest,
  });
}

/** A room is nothing without its server, and its links are used once. */
const worksOffline = (face: Face) => face === 'portal' || face === 'field';

/** The configuration of one face. Nothing is loaded from outside: all chunks lie beside it. */
export function faceConfig(face: Face): InlineConfig {
  return {
    configFile: false,
    root: join(ROOT, 'web', face),
    base: baseOf[face],
    cacheDir: join(ROOT, 'node_modules/.vite', face),
    logLevel: 'warn',
    plugins: [react(), worksOffline(face) && serviceWorker(face)],
    html: { cspNonce: NONCE_MARK },
    build: {
      outDir: join(OUT, face),
      emptyOutDir: true,
      target: 'es2022',
      manifest: 'manifest.json',
      // A picture in a style sheet would need `data:` in the policy for every style.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1500,
    },
  };
}
