/** Where the phone is, asked for once and only when somebody taps. It is never watched. */
export type Fix = { lon: number; lat: number; metres: number | null };

const TIMEOUT_MS = 15_000;

/** Throws 'denied' or 'failed'. */
export function askPlace(): Promise<Fix> {
  return new Promise((resolve, reject) => {
    if (!navigator.geolocation) {
      reject(new Error('failed'));
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({
          lon: round(coords.longitude),
          lat: round(coords.latitude),
          metres: Math.round(coords.accuracy),
        }),
      (error) => reject(new Error(error.code === error.PERMISSION_DENIED ? 'denied' : 'failed')),
      { enableHighAccuracy: true, timeout: TIMEOUT_MS, maximumAge: 0 },
    );
  });
}

const round = (value: number) => Math.round(value * 1e6) / 1e6;
