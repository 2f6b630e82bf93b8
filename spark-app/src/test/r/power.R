# tag::program[]
read_npy <- function(path) {                               # a trial: samples x channels, float32 or float64
  file <- file(path, "rb")
  on.exit(close(file))
  readBin(file, "raw", 8)                                  # the format's name and version
  header <- rawToChar(readBin(file, "raw", readBin(file, "integer", size = 2, signed = FALSE, endian = "little")))
  shape <- as.integer(regmatches(header, gregexpr("[0-9]+(?=[,)])", header, perl = TRUE))[[1]])
  size <- as.integer(sub(".*'<f([48])'.*", "\\1", header))
  matrix(readBin(file, "numeric", prod(shape), size, endian = "little"), shape[1], byrow = TRUE)
}

write_npy <- function(x, path) {                           # a vector, or an array of any rank
  file <- file(path, "wb")
  on.exit(close(file))
  shape <- paste0(if (is.null(dim(x))) length(x) else dim(x), ",", collapse = " ")
  header <- sprintf("{'descr': '<f8', 'fortran_order': True, 'shape': (%s), }", shape)
  header <- paste0(header, strrep(" ", 63 - (nchar(header) + 10) %% 64), "\n")
  writeBin(as.raw(c(0x93, utf8ToInt("NUMPY"), 1, 0)), file)
  writeBin(nchar(header), file, size = 2, endian = "little")
  writeChar(header, file, eos = NULL)
  writeBin(as.double(x), file, endian = "little")
}

files <- commandArgs(TRUE)
x <- read_npy(files[1])
write_npy(colMeans(x^2), files[2])
# end::program[]
