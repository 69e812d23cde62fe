import { Notification } from 'electron';

/** Shown ones, so that they are not collected with their listeners while the system shows them. */
const shown = new Set<Notification>();

/**
 * A sentence by the system, for a person who does not look at the window.
 * @returns whether it can be shown here at all.
 */
export function tell(title: string, body: string, onClick: () => void): boolean {
  if (!Notification.isSupported()) return false;
  const notification = new Notification({ title, body });
  shown.add(notification);
  notification.on('click', () => {
    shown.delete(notification);
    onClick();
  });
  notification.on('close', () => shown.delete(notification));
  notification.show();
  return true;
}
