// The receipt check works without a script.
