# tag::program[]
import os
import sys

rate, seed, gpu = float(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
assert os.environ["CUDA_VISIBLE_DEVICES"] == gpu, "the task's GPU is the only one that this process sees"
try:
    import torch
    device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")     # 0 = the first of those that are seen
    torch.manual_seed(seed)
    value = float((torch.rand(1000, device=device) * rate).sum())
except ImportError:                                                             # to try it without PyTorch
    import random
    random.seed(seed)
    value = sum(random.random() * rate for _ in range(1000))
print(value)
# end::program[]
