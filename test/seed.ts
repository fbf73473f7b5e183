/**
 * The seed of the property tests. In CI it stands fixed, so that a failure there is the change's
 * own doing and happens again at once; everywhere else each run looks at other histories, and
 * `npm run soak` at many of them.
 */
import fc from 'fast-check';

if (process.env.CI) fc.configureGlobal({ seed: 20_261_122 });
