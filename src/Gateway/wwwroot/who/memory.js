// What the browser keeps for the page, as far as it may: who may keep nothing is asked again the next time.
function memory(area) {
  // To ask for the storage may throw as well as to use it.
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
