// Without this file the page still works: every person is a button of the form.
const filter = document.getElementById('filter');
const others = document.getElementById('others');
const nobody = document.getElementById('nobody');
const cancel = document.querySelector('[value="cancel"]');

const plain = text =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

const visiblePeople = () =>
  [...document.querySelectorAll('.person')].filter(
    person => !person.closest('li').hidden,
  );

function applyFilter() {
  const words = plain(filter.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const item of others.children) {
    const text = plain(`${item.textContent} ${item.firstElementChild.value}`);
    item.hidden = !words.every(word => text.includes(word));
    shown += item.hidden ? 0 : 1;
  }
  nobody.hidden = shown > 0;
  nobody.textContent =
    shown > 0 ? '' : `Nobody here matches "${filter.value}".`;
}

function step(direction) {
  const people = visiblePeople();
  const at = people.indexOf(document.activeElement);
  if (at === -1) {
    const first = others
      ? others.querySelector('li:not([hidden]) button')
      : null;
    (document.activeElement === filter && first ? first : people[0])?.focus();
    return;
  }
  people[Math.min(Math.max(at + direction, 0), people.length - 1)].focus();
}

if (filter) {
  filter.parentElement.hidden = false;
  filter.addEventListener('input', applyFilter);
  filter.addEventListener('keydown', event => {
    if (event.key === 'Enter') {
      event.preventDefault();
      others.querySelector('li:not([hidden]) button')?.click();
    }
  });
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    step(event.key === 'ArrowDown' ? 1 : -1);
  } else if (event.key === '/' && filter && document.activeElement !== filter) {
    event.preventDefault();
    filter.focus();
  } else if (event.key === 'Escape') {
    event.preventDefault();
    if (filter && filter.value) {
      filter.value = '';
      applyFilter();
    } else {
      cancel.click();
    }
  }
});

document.querySelector('.person')?.focus({ focusVisible: false });
