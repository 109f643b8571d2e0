"""The one door for pixels, thumbnails, clean files and their verification; the only Pillow."""
