// What the page asks. Each dialog stays until it is answered: Escape is no answer.

/** Who are you? Returns a name, or an empty one for a guest. */
export async function askName() {
  const answer = await closed(document.getElementById('name-dialog'));
  return answer === 'guest' ? '' : document.getElementById('name-input').value.trim();
}

/** This player is played in another tab: returns null to play it here, else the name of another, which is empty for a guest. */
export async function askTab(name) {
  document.getElementById('tab-name').textContent = name && !name.startsWith('#') ? name : 'The guest of this browser';
  const answer = await closed(document.getElementById('tab-dialog'));
  return answer === 'here' ? null : document.getElementById('another-input').value.trim();
}

async function closed(dialog) {
  do {
    dialog.returnValue = '';
    dialog.showModal();
    await new Promise(resolve => dialog.addEventListener('close', resolve, { once: true }));
  } while (!dialog.returnValue);
  return dialog.returnValue;
}
