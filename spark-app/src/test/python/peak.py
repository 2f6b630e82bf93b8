# tag::program[]
import sys
import h5py
with h5py.File(sys.argv[1]) as f:
    x, hz, names = f["data"][()], f["data"].attrs["samplerate"], f["channel"].asstr()[()]
    assert x.shape[1] == len(names)
    seconds = (x.argmax(axis=0) + f["data"].attrs["offset"]) / hz      # of the largest sample of each channel, from t = 0
with h5py.File(sys.argv[2], "w") as f:
    f["data"] = seconds
# end::program[]
