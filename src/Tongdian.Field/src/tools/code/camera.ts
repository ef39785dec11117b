export type CameraTrouble = 'refused' | 'none' | 'busy' | 'unsupported';

/** The camera at the back of the phone. */
export async function openCamera(): Promise<MediaStream | CameraTrouble> {
  if (!navigator.mediaDevices?.getUserMedia) return 'unsupported';
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } } });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    return name === 'NotAllowedError' ? 'refused' : name === 'NotFoundError' || name === 'OverconstrainedError' ? 'none' : 'busy';
  }
}

/** Looks at what the camera shows about five times a second until stopped; one picture at a time. */
export function watchFrames(video: HTMLVideoElement, onFrame: (frame: ImageData) => Promise<void>): () => void {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  let timer: ReturnType<typeof setTimeout>;
  let stopped = false;
  const look = async () => {
    if (video.videoWidth > 0 && pen) {
      [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
      pen.drawImage(video, 0, 0);
      await onFrame(pen.getImageData(0, 0, canvas.width, canvas.height));
    }
    if (!stopped) timer = setTimeout(() => void look(), 200);
  };
  void look();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** How to switch the light of the camera; undefined when it has none. */
export function lightOf(stream: MediaStream): ((on: boolean) => Promise<void>) | undefined {
  const [track] = stream.getVideoTracks();
  // TypeScript's library does not know the light of the camera, which the standard has as an extension.
  const can = track?.getCapabilities?.() as { torch?: boolean } | undefined;
  if (!track || !can?.torch) return undefined;
  return on => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
}
