# tag::program[]
import sys
import numpy
x = numpy.load(sys.argv[1])                                # samples x channels of one trial
numpy.save(sys.argv[2], (x.astype("f8") ** 2).mean(axis=0))
# end::program[]
