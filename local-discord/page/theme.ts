/** Dark, light, or as the system has it; remembered in this browser. */

const KEY = 'local-discord-colours';

export function applyTheme(theme = localStorage.getItem(KEY) ?? ''): void {
  if (theme === '') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function serveTheme(select: HTMLSelectElement, toggle: HTMLButtonElement): void {
  const set = (theme: string): void => {
    localStorage.setItem(KEY, theme);
    select.value = theme;
    applyTheme(theme);
  };
  select.value = localStorage.getItem(KEY) ?? '';
  select.addEventListener('change', () => set(select.value));
  toggle.addEventListener('click', () => {
    const dark = (document.documentElement.dataset.theme ?? system()) === 'dark';
    set(dark ? 'light' : 'dark');
  });
}

const system = (): string => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
