/** The small build of exifr has no types of its own. */
declare module 'exifr/dist/lite.esm.mjs' {
  const exifr: {
    gps: (data: ArrayBuffer) => Promise<{ longitude: number; latitude: number } | undefined>;
  };
  export default exifr;
}
