/** Stands for the `electron` module in unit tests: importing the real one would fetch its binary. */
export default {};
