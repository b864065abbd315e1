// Small comforts; every page works without them.
document.addEventListener('click', async event => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(field.value);
    button.textContent = 'Copied';
  } catch {
    field.select();
    button.textContent = 'Press Ctrl-C';
  }
});

document.addEventListener('keydown', event => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey)
    return;
  if (event.target.closest('input, textarea, select')) return;
  const field = document.querySelector('[data-hotkey="/"]');
  if (!field) return;
  event.preventDefault();
  field.focus();
});
