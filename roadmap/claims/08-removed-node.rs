//! claim: phase 8, Choose
//! A strong pointer keeps a node, a Weak stops upgrading, and a cycle of strong ones is never dropped.
//! edition: 2024
//! expect: stdout "kept true, then false, dropped 1; cycle dropped 0"
use std::cell::{Cell, RefCell};
use std::rc::Rc;

struct Node<'a> {
    next: RefCell<Option<Rc<Node<'a>>>>,
    dropped: &'a Cell<u32>,
}

impl Drop for Node<'_> {
    fn drop(&mut self) {
        self.dropped.set(self.dropped.get() + 1);
    }
}

fn node(dropped: &Cell<u32>) -> Rc<Node<'_>> {
    Rc::new(Node { next: RefCell::new(None), dropped })
}

fn main() {
    let alone = Cell::new(0);
    let mut graph = vec![node(&alone)];
    let forgotten = graph[0].clone();
    let weak = Rc::downgrade(&graph[0]);
    graph.clear();
    print!("kept {}, then ", weak.upgrade().is_some());
    drop(forgotten);
    print!("{}, dropped {}; ", weak.upgrade().is_some(), alone.get());

    let cycle: &'static Cell<u32> = Box::leak(Box::new(Cell::new(0)));
    let (a, b) = (node(cycle), node(cycle));
    *a.next.borrow_mut() = Some(b.clone());
    *b.next.borrow_mut() = Some(a.clone());
    drop((a, b));
    println!("cycle dropped {}", cycle.get());
}
