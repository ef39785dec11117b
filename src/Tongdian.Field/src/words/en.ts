import type { Words } from './zh';

export const en: Words = {
  app: 'Tongdian · Field work',
  back: 'Back',
  cancel: 'Cancel',
  retry: 'Try again',
  yes: 'Yes',
  no: 'No',
  none: 'Not filled in',
  of: (what, text) => `${what}: ${text}`,
  aside: (text) => ` (${text})`,
  list: (all) => all.join(', '),
  time: (at) => at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' }),
  day: (at) => at.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'long' }),
  moment: (at) => at.toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
  metres: (m) => (m < 1000 ? `${Math.round(m)} m` : `${(m / 1000).toFixed(1)} km`),
  bytes: (n) => (n < 1e6 ? `${Math.max(1, Math.round(n / 1024))} KB` : n < 1e9 ? `${(n / 1048576).toFixed(1)} MB` : `${(n / 1073741824).toFixed(1)} GB`),

  where: { kept: 'Kept here', sending: 'Sending', safe: 'Safe at the server', trouble: 'Needs you' },
  reach: {
    unknown: 'Connecting',
    reached: 'Connected',
    unreachable: 'No network',
    'signed-out': 'Sign in again',
    refused: 'Server refuses',
    full: 'Phone is full',
    sending: 'Sending',
    owes: (n) => `${n} to send`,
    all: 'All sent',
  },

  door: {
    signIn: 'Sign in',
    signInWhy: 'Only once on this device; afterwards your PIN opens it.',
    user: 'Name',
    password: 'Password',
    device: 'Name of this device',
    deviceHelp: 'For example: survey team, phone 3. It is wiped by this name when it is lost.',
    signingIn: 'Signing in…',
    code: 'Code (6 digits from your authenticator app)',
    wrongPassword: 'Name or password is not right.',
    noNetwork: 'The server cannot be reached. Signing in needs a network: try where there is one.',
    pin: 'Choose a PIN',
    pinWhy:
      'What you know about customers is encrypted with it. Without the PIN nobody sees a name, an address or a photo on this device, and neither do we.',
    newPin: 'PIN (6 or more, letters too)',
    pinAgain: 'Once more',
    different: 'The two are not the same.',
    begin: 'Begin',
    working: 'Encrypting…',
    strength: {
      'too-short': 'At least 6',
      weak: 'Easy to guess: keeps out a finder, not somebody with tools',
      fair: 'Fair: longer is better',
      strong: 'Strong',
    },
    unlock: 'Your PIN',
    open: 'Open',
    opening: 'Opening…',
    wrong: 'That is not the PIN.',
    notOpened: 'It could not be opened. Try again.',
    left: (n) => `${n} more ${n === 1 ? 'try' : 'tries'}, then you have to wait.`,
    wait: (time) => `Too many wrong PINs. Try again after ${time}.`,
    forgot: 'I forgot the PIN',
    forgotWhat: 'A PIN cannot be recovered. This device can only be wiped and signed in to again; what has reached the server stays there.',
    forgotLoses: (operations, files) =>
      `Not everything here has reached the server: ${operations} records and up to ${files} files. Wiping loses them for good. If you may still remember the PIN, wait.`,
    forgotSure: 'I know that these are lost for good',
    wipe: 'Wipe this device',
    elsewhere: 'Open in another window',
    elsewhereWhy: 'So that nothing is written over, work goes on in one window at a time.',
    takeOver: 'Go on here',
    wiped: 'This device was wiped',
    wipedWhy: 'The company has removed all customer data and keys from this device. Ask your administrator if you did not expect it.',
    again: 'Sign in again',
    noStorage: 'This browser keeps no data',
    noStorageWhy: 'It may be a private window, or the storage is full. Open a normal window, or make room and try again.',
  },

  today: {
    title: 'Today',
    empty: 'No visits today.',
    emptyWhy: 'New work appears by itself.',
    refresh: 'Refresh',
    updated: (at) => `Updated ${at}`,
    never: 'Not updated yet',
    mine: 'My visits',
    pool: 'Free to take',
    map: 'Where they are',
    mapNote: 'North is up; no roads are shown.',
    urgent: 'Emergency',
    green: 'Green channel',
    due: (at) => `Due ${at}`,
    late: (at) => `Late (${at})`,
    paused: 'Paused',
    handedIn: 'Handed in',
    gone: 'No longer yours',
    noAppointment: 'No appointment',
    agreed: 'Agreed',
    proposed: 'Not agreed yet',
  },

  warn: {
    clock: (minutes) =>
      `This phone's clock is ${Math.abs(minutes)} minutes ${minutes > 0 ? 'slow' : 'fast'}. Set it to automatic; records are corrected by the server's time.`,
    full: 'The phone is full: the newest was not kept. Make room by deleting photos or videos of other apps; what was kept is still here.',
    notKept: 'What you typed last is not kept yet. Do not close.',
    storage: (left) => `Only ${left} left on this phone: photos may not fit.`,
    signedOut: 'The server does not know this device any more. Sign in again; everything on it stays.',
    update: 'A new version is here. Restart when it suits you; drafts stay.',
    restart: 'Restart now',
    refused: 'The server does not accept: ',
    conflict: 'Somebody changed the same stage meanwhile. Choose what stays.',
    decide: 'Choose',
  },

  visit: {
    call: 'Call',
    navigate: 'Directions',
    appointment: 'Appointment',
    number: 'Number',
    fillIn: 'Fill in the form',
    goOn: 'Go on with the form',
    look: 'See what was entered',
    next: 'Next',
    setOut: 'Set out',
    setOutDone: (at) => (at ? `Set out at ${at}` : 'Set out'),
    checkIn: 'I am on site',
    checkInDone: (at) => (at ? `On site at ${at}` : 'On site'),
    locating: 'Finding the position…',
    far: (m) => `${m} from the address. Recorded as it is; go on.`,
    near: (m) => `${m} from the address.`,
    accuracy: (m) => `±${m} m`,
    noPlace: {
      refused: 'Location is not allowed: checked in without a position. Allow it in the browser settings.',
      unavailable: 'No satellites: checked in without a position.',
      timeout: 'Took too long: checked in without a position.',
      unsupported: 'This device has no location: checked in without a position.',
    },
    pause: 'Pause',
    pauseReason: 'Reason',
    note: 'Note',
    pauseNow: 'Pause now',
    resume: 'Resume',
    known: 'Known from earlier stages',
    documents: 'Drawings and documents',
    notice: 'Service notice',
    duration: 'Takes',
    prepare: 'To prepare',
    standard: 'What to expect',
    way: 'Progress',
    onDevice: 'On this device',
    notYet: 'Comes with a network',
    cannotOpen: 'This document cannot be opened; try again with a network.',
    handed: 'Handed in',
    handedWhy: 'Everything is kept and goes out by itself when there is a network.',
    arrived: 'The server has it and has checked every file.',
    takeBack: 'Take back and change',
    pausedNow: 'Work is paused.',
  },

  notice: {
    byLink: 'The customer is not here: send a link to sign',
    byLinkWhy: 'Fill in the form first. The customer gets the report with a link; hand in once it is signed.',
    linkSent: 'The link was sent; the customer is to sign',
    linkSigned: 'Signed by the customer through the link',
    signNotice: 'The customer signs',
    signed: 'Signed by the customer',
    statement: 'The customer signs that they read the service notice and that this visit was done to its standard.',
    stepsOf: 'Steps of the work',
    assured: 'Each of these is so',
    assuredWhy: 'Make sure of each; then the rest is shown.',
  },

  gone: {
    title: 'This work is no longer yours',
    keeps: 'What you entered is still on this device, to read and to hand on.',
    save: 'Save everything',
    saved: 'Saved to downloads. Give it to the coordinator.',
    unreadable: (names) => `Damaged on this device and not saved: ${names.join(', ')}`,
    letGo: 'Delete from this device',
    letGoSure: 'Handed to the coordinator? Deleting cannot be undone.',
    asks: 'The coordinator can enter it for you: save it first, then pass it on.',
  },

  form: {
    title: 'Form',
    safety: 'Safety',
    safetyWhy: 'The rest follows when all is confirmed.',
    fields: 'Details',
    photos: 'Photos',
    signatures: 'Signatures',
    optional: 'optional',
    from: { typed: 'typed', measured: 'measured', read: 'read', proposed: 'proposed', known: 'known' },
    read: (value, confidence) => `Read from the photo: ${value} (${Math.round(confidence * 100)} %)`,
    use: 'Use',
    choose: 'Choose',
    now: 'Now',
    add: 'Add a row',
    row: (n) => `Row ${n}`,
    remove: 'Delete',
    removeSure: 'Delete this row?',
    pass: 'Pass',
    fail: 'Fail',
    'not-applicable': 'N/A',
    remark: 'Defect and what must be done',
    judged: (n, all) => `${n} of ${all} checked`,
    defects: (n) => `${n} ${n === 1 ? 'defect' : 'defects'}`,
    atItems: (n) => `${n} more at the items above`,
    atServer: (n) => `Number ${n} at the server`,
    removeFileSure: 'Delete it',
    itemPhotos: 'Photos of the defect',
    addFile: 'Choose a file',
    replace: 'The server cannot take this file. Delete it and take or choose another: ',
    complete: 'Hand in',
    completeTitle: 'Hand in?',
    completeWhy: 'It arrives in order. Without a network it goes out as soon as there is one.',
    completeNow: 'Hand in now',
    completing: 'Finding the position, handing in…',
    faults: (n) => `${n} ${n === 1 ? 'thing is' : 'things are'} missing`,
    faultsWhy: 'Touch one to go there.',
    kept: 'Kept on this device',
    keeping: 'Keeping…',
    readOnly: 'Handed in; it cannot be changed.',
    statement: 'By signing you confirm the above.',
    signedBefore: 'Signed before',
    empty: 'This file is empty.',
  },

  fault: (fault) => {
    switch (fault.code) {
      case 'required':
        return 'is not filled in';
      case 'number':
        return 'must be a number';
      case 'whole':
        return 'must be a whole number';
      case 'cents':
        return 'two decimals at most';
      case 'below':
        return `at least ${fault.value}`;
      case 'above':
        return `at most ${fault.value}`;
      case 'pattern':
        return 'is not in the right form';
      case 'too-short':
        return `at least ${fault.value} characters`;
      case 'too-long':
        return `at most ${fault.value} characters`;
      case 'rows-few':
        return `at least ${fault.value} rows`;
      case 'rows-many':
        return `at most ${fault.value} rows`;
      case 'not-judged':
        return 'is not checked yet';
      case 'remark':
        return 'say what is wrong';
      case 'files':
        return `${fault.value} more needed`;
      case 'signature':
        return 'is not signed';
      case 'characters':
        return 'has characters that cannot be used';
    }
  },

  survey: {
    title: 'Survey tools',
    calculation: 'Load and scheme',
    plate: 'Nameplate, as read from the photo',
    sketch: 'Sketch of the site',
    draw: 'Draw a sketch',
    track: 'Route of the line',
    measure: 'Measure on a photo',
    measureOn: (n) => `Measure photo ${n}`,
    noRules: 'The rules of the calculation are not on this device yet; they come with a network.',
  },

  conflict: {
    title: 'Both sides changed it',
    why: (by, at) => `${by} changed the same stage at ${at}. Both are kept: choose for each.`,
    mine: 'Mine',
    theirs: 'Theirs',
    both: 'Keep both',
    files: (n) => `${n} ${n === 1 ? 'file' : 'files'}`,
    empty: '(empty)',
    signed: 'Signed',
    done: 'Keep my choice',
    left: (n) => `${n} still to choose`,
  },

  sending: {
    title: 'Sending',
    all: 'Everything is safe at the server.',
    waiting: (operations, files) => `${operations} records and ${files} files are still here.`,
    sendNow: 'Send now',
    last: (at) => `Last connected ${at}`,
    next: 'It tries by itself when there is no network; no need to wait here.',
    setAside: 'Stop sending',
    forget: 'Delete',
    kinds: { 'set-out': 'Set out', 'check-in': 'On site', start: 'Start', draft: 'Form', complete: 'Handing in', 'sign-notice': 'Notice signed', offer: 'Sent to be signed', pause: 'Pause', resume: 'Resume' },
    aside: 'Set aside',
    sendAgain: 'Send again',
    mend: 'Mend',
    of: (sent, all) => `${sent} of ${all}`,
    damaged: 'This file is damaged on this device. Take it again.',
  },

  more: {
    title: 'Settings',
    language: 'Language',
    lock: 'Lock',
    lockWhy: 'Locks by itself after 10 minutes.',
    changePin: 'Change the PIN',
    oldPin: 'PIN now',
    change: 'Change',
    changed: 'The PIN was changed.',
    signOut: 'Sign out',
    signOutWhy: 'Signing out removes everything from this device.',
    signOutRefused: (n) => `${n} things have not arrived yet, so you cannot sign out now. Go where there is a network and let them be sent.`,
    signOutSure: 'Sign out and remove everything here',
    person: 'Person',
    storage: 'Storage',
    left: (room) => `${room} left`,
    persisted: 'the browser keeps it',
    notPersisted: 'the browser may clear it when space is short: add the app to the home screen',
    company: 'Company',
    offline: 'Tools without network',
    offlineReady: 'All downloaded',
    offlineNot: 'Downloading',
  },
};
