// The portal opens sign-in in a window of its own, which is best closed when there is nothing more to do.
if (window.opener) {
  const close = document.getElementById('close');
  close.hidden = false;
  close.addEventListener('click', () => window.close());
  document.querySelector('a.way').hidden = true;
  close.focus();
}
