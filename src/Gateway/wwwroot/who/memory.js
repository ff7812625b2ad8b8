// What the browser keeps for the page, as far as it may: if it may keep nothing, the player is asked again the next time.
function memory(area) {
  // Accessing the storage may throw, and so may using it.
  const tried = use => {
    try {
      return use(globalThis[area]);
    } catch {
      return null;
    }
  };
  return { get: key => tried(storage => storage.getItem(key)), set: (key, value) => { tried(storage => storage.setItem(key, value)); } };
}

export const ofBrowser = memory('localStorage');
export const ofTab = memory('sessionStorage');
