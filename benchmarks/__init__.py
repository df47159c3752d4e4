"""What passerelle is measured by: `python -m benchmarks.terms`, `python -m benchmarks.matching`, `python -m benchmarks.kills`."""
