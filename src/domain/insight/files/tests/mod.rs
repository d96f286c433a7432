mod pure;
