# The commands of docs/library.md and docs/command-line.md that need a file of the reader's own. LibraryPageTest runs them.

# tag::source[]
trialmap map --function Model.java --over x=1:5 --out doubled
trialmap map --function Model.java::energy --over x=1:5 --over y=2:6 --out energies
# end::source[]

# tag::trials[]
trialmap exec --data recording.h5 --chan-per-worker 4 --out power -- python3 power.py {trial} {out}
# end::trials[]

# tag::hdf5[]
trialmap exec --data recording.h5 --trial-format h5 --out power -- python3 peak.py {trial} {out}
# end::hdf5[]

# tag::r[]
trialmap exec --data recording.h5 --out power -- Rscript power.R {trial} {out}
# end::r[]

# tag::persistent[]
trialmap exec --persistent --over x=0:1000 --out squares -- python3 worker.py
# end::persistent[]
