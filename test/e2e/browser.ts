/** The browser of the journeys: Debian's Chromium, which asks nobody outside for anything. */
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Maps are drawn in software: there is no graphics card in CI. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
] as const;
