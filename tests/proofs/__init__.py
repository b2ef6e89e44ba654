"""Long proofs on real data; run by CI beside the quick suite."""
