# What docs/library.md does with a release archive. ReleaseIT runs it in an empty folder that has one.

# tag::unpack[]
tar -xzf trialmap-*.tar.gz
trialmap-*/bin/trialmap --version
# end::unpack[]
