/** The field app around each page; a grid worker who is not signed in is asked to. */
import { Outlet } from '@tanstack/react-router';

export function FieldFrame() {
  return (
    <main id="main">
      <Outlet />
    </main>
  );
}
