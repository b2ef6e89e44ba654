// A photo as small as it still tells what is to be seen.
const LONGEST = 1600;
const SMALL = 350 * 1024;
const QUALITY = 0.85;
const LEAST = { longest: 800, quality: 0.6, enough: 60 * 1024 };

async function scaled(file, { longest, quality, enough }) {
  if (!file.type.startsWith("image/") || file.type === "image/gif" || !window.createImageBitmap) return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
    if (scale === 1 && file.size <= enough) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
  } catch {
    return file; // what this browser cannot read is left to the server
  }
}

export const shrunk = (file) => scaled(file, { longest: LONGEST, quality: QUALITY, enough: SMALL });

// For a phone that is nearly full.
export const smaller = (file) => scaled(file, LEAST);
